/** The one script tag: registers every element, and offers the session API beside them. */
import './elements/confusion-matrix.js';
import './elements/filter-viewer.js';
import './elements/galaxy-dataset.js';
import './elements/net-builder.js';
import './elements/prediction-gallery.js';
import './elements/saliency-map.js';
import './elements/train-panel.js';
import { hearRequests } from './session/requests.js';

export * from './contract/events.js';
export * from './session.js';

hearRequests();
