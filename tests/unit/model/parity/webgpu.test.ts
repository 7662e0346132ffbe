import { webgpu } from './backends.js';
import { sweep } from './sweep.js';

sweep(webgpu);
