/** A network as plain data: Keras class names, Keras options in camelCase. */

export type Activation =
  | 'linear'
  | 'relu'
  | 'sigmoid'
  | 'tanh'
  | 'softmax'
  | 'elu'
  | 'selu'
  | 'softplus'
  | 'softsign'
  | 'hardSigmoid'
  | 'relu6'
  | 'swish'
  | 'gelu';
export type Padding = 'valid' | 'same';

/** How a kernel starts. `{ normal: s }` is a normal distribution of width s; the names are Keras's. */
export type Initializer =
  | 'zeros'
  | 'ones'
  | 'glorotUniform'
  | 'glorotNormal'
  | 'heUniform'
  | 'heNormal'
  | 'lecunUniform'
  | 'lecunNormal'
  | { normal: number }
  | { uniform: number };

interface Common {
  /** Unique in the network; made from the type and the position where absent. */
  name?: string;
  /** Default true; false freezes the layer's weights to the bit. */
  trainable?: boolean;
}
interface Weighted extends Common {
  activation?: Activation;
  useBias?: boolean;
  kernelInitializer?: Initializer;
  biasInitializer?: Initializer;
}
type Size<N extends number> = number | (N extends 1 ? [number] : N extends 2 ? [number, number] : [number, number, number]);
interface Convolution<N extends number> extends Weighted {
  filters: number;
  kernelSize: Size<N>;
  strides?: Size<N>;
  padding?: Padding;
}
interface Pooling<N extends number> extends Common {
  poolSize?: Size<N>;
  strides?: Size<N>;
  padding?: Padding;
}
type Zeros<N extends number> =
  | number
  | (N extends 2 ? [[number, number], [number, number]] : [[number, number], [number, number], [number, number]]);

/** One layer: `type` is the Keras class name. Anything not listed here is refused by name. */
export type LayerSpec =
  | ({ type: 'Dense'; units: number } & Weighted)
  | ({ type: 'Conv1D' } & Convolution<1>)
  | ({ type: 'Conv2D' } & Convolution<2>)
  | ({ type: 'Conv3D' } & Convolution<3>)
  | ({ type: 'SeparableConv2D'; depthMultiplier?: number } & Convolution<2>)
  | ({ type: 'MaxPooling1D' | 'AveragePooling1D' } & Pooling<1>)
  | ({ type: 'MaxPooling2D' | 'AveragePooling2D' } & Pooling<2>)
  | ({ type: 'MaxPooling3D' | 'AveragePooling3D' } & Pooling<3>)
  | ({ type: 'GlobalAveragePooling1D' | 'GlobalAveragePooling2D' | 'GlobalAveragePooling3D' } & Common)
  | ({ type: 'ZeroPadding2D'; padding?: Zeros<2> } & Common)
  | ({ type: 'ZeroPadding3D'; padding?: Zeros<3> } & Common)
  | ({ type: 'Flatten' } & Common)
  | ({ type: 'Reshape'; targetShape: number[] } & Common)
  | ({ type: 'Dropout' | 'SpatialDropout2D'; rate: number } & Common)
  | ({ type: 'BatchNormalization'; momentum?: number; epsilon?: number; center?: boolean; scale?: boolean } & Common)
  | ({ type: 'Activation'; activation: Activation } & Common);

export type LayerType = LayerSpec['type'];

export interface NetworkSpec {
  name?: string;
  /** Without the batch axis. Where absent: the shape of the session's samples. */
  inputShape?: number[];
  layers: LayerSpec[];
}

/**
 * Networks of the courses, fitted to the session's data when they are set. Those in the session's catalogue can be used; the other names
 * are reserved, and setting one is refused.
 */
export type PresetName = 'phys246' | 'decals' | 'phys467-fcn' | 'phys467-cnn' | 'phys467-transfer' | 'spectra-cnn' | 'lightcone-cnn';

export interface LayerInfo {
  name: string;
  type: LayerType;
  /** Without the batch axis; empty where a problem before it leaves the shape unknown. */
  outputShape: number[];
  parameters: number;
  trainable: boolean;
  /** What is wrong with this layer, in words. */
  problem?: string;
}

export interface NetworkInfo {
  name: string;
  inputShape: number[];
  layers: LayerInfo[];
  parameters: number;
  valid: boolean;
  /** What keeps the network from being built, in words: "kernel 7 is larger than its input 5×5 at layer 4". Layers count from 1. */
  problems: string[];
  /** The spec with its input shape filled in; set it again and the same network stands. */
  spec: NetworkSpec;
}

/** One weight array of one layer. */
export interface Weight {
  layer: string;
  /** `kernel`, `bias`, `gamma`, … */
  name: string;
  shape: number[];
  values: Float32Array;
}
