/** The part of ConvNetJS (Karpathy 2014) the bench uses; the package brings no types. */
declare module 'convnetjs' {
  type Numbers = { [index: number]: number; length: number };
  export class Vol {
    constructor(width: number, height: number, depth: number, value?: number);
    /** [height, width, depth], row-major. */
    w: Numbers;
  }
  export interface Layer {
    layer_type: string;
    filters?: Vol[];
    biases?: Vol;
  }
  export class Net {
    layers: Layer[];
    makeLayers(definitions: object[]): void;
  }
  export class Trainer {
    constructor(net: Net, options: object);
    train(x: Vol, label: number): { loss: number };
  }
  const library: { Vol: typeof Vol; Net: typeof Net; Trainer: typeof Trainer };
  export default library;
}
