/** Real data beside the project: tests that need them skip, saying so, where they are absent. */

async function present(path: string): Promise<boolean> {
  return (await fetch(`/shared/${path}`, { method: 'HEAD' })).ok;
}

/** `it`, or a printed skip where `../shared/<path>` is absent. */
export function itWithShared(path: string, title: string, run: (this: Mocha.Context, url: string) => Promise<void>): void {
  it(title, async function () {
    if (!(await present(path))) {
      console.log(`skipped: "${title}" needs ../shared/${path}, which is absent`);
      this.skip();
    }
    await run.call(this, new URL(`/shared/${path}`, location.href).href);
  });
}
