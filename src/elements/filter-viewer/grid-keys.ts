/** Where the keys lead in a grid of units that is read row by row. */

/** The unit a key leads to from `current`, staying where there is none; undefined for a key that does not walk. */
export function unitByKey(key: string, current: number, count: number, across: number): number | undefined {
  const units: Record<string, number> = {
    ArrowRight: current + 1,
    ArrowLeft: current - 1,
    ArrowDown: current + across,
    ArrowUp: current - across,
    Home: 0,
    End: count - 1,
  };
  const unit = units[key];
  return unit === undefined || (unit >= 0 && unit < count) ? unit : current;
}

/** How many cells stand side by side, as they are laid out now. */
export function columnsOf(cells: readonly HTMLElement[]): number {
  const top = cells[0]?.offsetTop;
  const below = cells.findIndex((cell) => cell.offsetTop !== top);
  return below < 0 ? Math.max(1, cells.length) : below;
}
