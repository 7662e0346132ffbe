/**
 * Lets everything else that waits have its turn: messages, queries, a wish to pause.
 * A message to oneself, not a timer or an animation frame: those are slowed down or stand still in a hidden tab.
 */
export function yieldToEvents(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
