/** Keeps the focus in a card whose start button goes away when it has done its work: it goes to what comes in its place. */
export class KeptFocus {
  #kept = false;

  /** The button was pressed; a focus that is elsewhere is not the card's to move. */
  press(event: Event): void {
    const button = event.currentTarget as Element;
    this.#kept = (button.getRootNode() as Document | ShadowRoot).activeElement === button;
  }

  /** Hands the focus on, once there is something to take it; nothing where the reader has moved it meanwhile. Call it in `updated`. */
  pass(to: HTMLElement | null): void {
    if (!this.#kept || !to) return;
    this.#kept = false;
    if (document.activeElement === null || document.activeElement === document.body) to.focus();
  }
}
