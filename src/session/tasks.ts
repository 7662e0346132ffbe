/** What a session is waiting for, as its snapshot shows it. */
import type { SessionSnapshot, TaskName, TaskProgress } from '../contract/snapshot.js';
import type { Store } from './store.js';

export class Tasks {
  readonly #store: Store<SessionSnapshot>;

  constructor(store: Store<SessionSnapshot>) {
    this.#store = store;
  }

  begin(task: TaskName, label: string): void {
    this.#store.change({ tasks: [...this.without(task), { task, label, fraction: null }] });
  }

  /** Reports come over a port of their own, and may come when the task has ended: then they say nothing new. */
  update(progress: TaskProgress): void {
    const under = this.#store.state.tasks.some(({ task }) => task === progress.task);
    if (under) this.#store.change({ tasks: [...this.without(progress.task), progress] });
  }

  end(task: TaskName): void {
    this.#store.change({ tasks: this.without(task) });
  }

  /** The tasks under way but `task`. */
  without(task: TaskName): TaskProgress[] {
    return this.#store.state.tasks.filter((other) => other.task !== task);
  }
}
