import { webgl } from './backends.js';
import { sweep } from './sweep.js';

sweep(webgl);
