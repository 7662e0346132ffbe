/** Which feed a run has. */
import type { Learner, LearningMaterial } from '../learner.js';
import { DeviceFeed } from './device-feed.js';
import type { Feed, SampleStore } from './feed.js';
import { HostFeed } from './host-feed.js';

/** The feed for one run of `network`: the device's own where it can hold the samples. */
export async function openFeed(network: Pick<Learner, 'readsRows'>, dataset: LearningMaterial, store?: SampleStore): Promise<Feed> {
  const fixedShapes = store?.fixedShapes() ?? false;
  const held = await store?.hold(dataset.stored, network.readsRows);
  return held ? new DeviceFeed(dataset, held, fixedShapes) : new HostFeed(dataset, fixedShapes);
}
