/** Backends of graphics processors that are watched from their start on. */
import { engine, findBackendFactory, type KernelBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import type { GraphicsBackend } from './compose.js';

const watched = new Set<GraphicsBackend>();

/**
 * Passes every backend `name` through `watch` as it starts, one that has started already at once. Where the browser has none there is
 * nothing to watch. `priority` is the one its package gives it.
 */
export function watchFromStart<Backend extends KernelBackend>(
  name: GraphicsBackend,
  priority: number,
  watch: (backend: Backend) => Backend,
): void {
  const factory = findBackendFactory(name);
  if (watched.has(name) || !factory) return;
  watched.add(name);
  const running = engine().registry[name];
  if (running) {
    watch(running as Backend);
    return;
  }
  removeBackend(name);
  const start = () => {
    const backend = factory();
    return backend instanceof Promise ? backend.then((started) => watch(started as Backend)) : watch(backend as Backend);
  };
  registerBackend(name, start, priority);
}
