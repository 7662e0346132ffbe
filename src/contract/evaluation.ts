/** How well a network does, and what it says of single samples. */

export interface ClassReport {
  name: string;
  /** Number of samples whose truth is this class. */
  count: number;
  /** Fraction of what was called this class that is. NaN where nothing was called so. */
  precision: number;
  /** Fraction of this class that was found. NaN where there is none. */
  recall: number;
}

export interface Evaluation {
  loss: number;
  accuracy: number;
  /** Counts: rows are the truth, columns the prediction. */
  confusion: number[][];
  perClass: ClassReport[];
  /** Of the wrongly classified samples, the fraction whose second choice is right. NaN where none is wrong. */
  secondChoice: number;
}

export interface Prediction {
  /** One row of class probabilities a sample. */
  probabilities: number[][];
  /** Standard deviation of each probability, for networks that estimate their uncertainty. */
  spread?: number[][];
}

/** What the network says of every sample of a split: the material of galleries and confusion matrices. */
export interface SplitPredictions {
  /** Sample indices, n of them. */
  indices: Int32Array;
  /** True labels, n. */
  labels: Int32Array;
  /** Row-major [n, classes]. */
  probabilities: Float32Array;
  classes: number;
}
