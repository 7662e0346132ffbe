// Peers in Python: which interpreter has which packages, and a process that is asked line by line.
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import process from 'node:process';
import { inRoot, root } from '../../scripts/project.mjs';

/**
 * One thread each, whichever library does the sums. Large arrays are kept by the allocator instead of given back to the system at every step:
 * on a virtual machine, fetching their pages again can take PyTorch five times as long as the step itself.
 */
const atItsBest = {
  MALLOC_MMAP_THRESHOLD_: String(2 ** 33),
  MALLOC_TRIM_THRESHOLD_: String(2 ** 34),
  PYTHONDONTWRITEBYTECODE: '1',
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  NUMEXPR_NUM_THREADS: '1',
};

const probe = `
import importlib, json, os, sys
found = {'python': sys.version.split()[0], 'executable': os.path.realpath(sys.executable)}
for name in ('numpy', 'torch', 'h5py'):
    try: found[name] = importlib.import_module(name).__version__
    except Exception: pass
if 'torch' in found:
    import torch
    found['cuda'] = torch.cuda.get_device_name(0) if torch.cuda.is_available() else None
print(json.dumps(found))`;

/** Has the libraries that multiply use AVX2 at most: left to themselves they use AVX-512 where the processor has it. */
export const laptopKernels = { OPENBLAS_CORETYPE: 'Haswell', MKL_ENABLE_INSTRUCTIONS: 'AVX2', ONEDNN_MAX_CPU_ISA: 'AVX2' };
/** What somebody may have told them. */
const told = ['OPENBLAS_L2_SIZE', ...Object.keys(laptopKernels)];

/** Every Python on the path and its packages: { command, executable, python, numpy?, torch?, h5py?, cuda? }. */
export async function findPythons(commands = [process.env.PYTHON, 'python3', '/usr/bin/python3']) {
  const ask = async (command) => {
    const { stdout } = await promisify(execFile)(command, ['-c', probe], { timeout: 60_000 });
    return { command, ...JSON.parse(stdout) };
  };
  const answers = await Promise.allSettled(commands.filter(Boolean).map(ask));
  const found = answers.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  return found.filter(({ executable }, i) => found.findIndex((other) => other.executable === executable) === i);
}

/**
 * Starts a script of bench/peers and asks it.
 * @param {Record<string, string>} [env] more of its environment
 * @returns {{ ask: (message: object) => Promise<any>, close: () => Promise<void> }} `ask` rejects where the script reports an error or ends
 */
export function startPython(command, script, env = {}) {
  const untold = Object.fromEntries(Object.entries(process.env).filter(([name]) => !told.includes(name)));
  const child = spawn(command, [inRoot('bench/peers', script)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...untold, ...atItsBest, ...env },
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said = (said + text).slice(-2000);
  });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const fail = (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.stdin.on('error', fail); // a script that has ended reads no more
  const ended = new Promise((resolve) => {
    child.on('close', (code) => {
      fail(new Error(`${script} ended (${code}): ${said.trim().split('\n').at(-1) ?? ''}`));
      resolve();
    });
  });
  const ask = async (message) => {
    const answer = await new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin.write(`${JSON.stringify(message)}\n`);
    });
    if (answer.error) throw new Error(answer.error);
    return answer;
  };
  const close = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { ask, close };
}
