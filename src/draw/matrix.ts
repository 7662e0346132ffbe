/** A table of counts as shares, totals and text colours: what a confusion matrix is drawn from. */

interface MatrixMargins {
  /** Sum of each row: how many there are of each true class. */
  rows: number[];
  /** Sum of each column: how many were taken for each class. */
  columns: number[];
  total: number;
  /** Sum of the diagonal: how many were right. */
  right: number;
}

export function margins(counts: readonly (readonly number[])[]): MatrixMargins {
  const rows = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const columns = counts.map((_, column) => counts.reduce((sum, row) => sum + (row[column] ?? 0), 0));
  const total = rows.reduce((sum, n) => sum + n, 0);
  const right = counts.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
  return { rows, columns, total, right };
}

/** Each count as a fraction of its row; 0 in an empty row. */
export function rowShares(counts: readonly (readonly number[])[]): number[][] {
  const { rows } = margins(counts);
  return counts.map((row, i) => row.map((n) => n / (rows[i] || 1)));
}

/** Strongest mixture of colour into the ground at which the ink on it still stands out 4.5:1, light and dark, in per cent. */
const strongest = 44;

/** How much colour a share is drawn with, in per cent: by its square root, so that the few wrong ones are seen beside the many right. */
export function tint(share: number): number {
  return Math.sqrt(Math.min(1, Math.max(0, share))) * strongest;
}
