/** What a page may hold: 200 MB of weights, 256 MB for the output of one layer for one sample. */
export const limits = { parameters: 50e6, activations: 64e6, layers: 200 } as const;

export const millions = (count: number): string => `${(count / 1e6).toFixed(count < 1e8 ? 1 : 0)} million`;
