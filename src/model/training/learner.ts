/** What training and evaluation ask of a network and of data: no more, so that a test can put something smaller in their place. */
import type { Dataset } from '../../data/dataset.js';
import type { Network } from '../network.js';

export type Learner = Pick<
  Network,
  | 'info'
  | 'layers'
  | 'head'
  | 'rowsApart'
  | 'readsRows'
  | 'assertAlive'
  | 'logits'
  | 'outputs'
  | 'probabilities'
  | 'trainable'
  | 'reseed'
  | 'weights'
  | 'setWeights'
>;

export type LearningMaterial = Pick<Dataset, 'info' | 'labels' | 'train' | 'test' | 'stored' | 'views' | 'prepare' | 'prepareRandomly'>;

/** What the last layer does to the logits. */
export type Head = Learner['head'];
