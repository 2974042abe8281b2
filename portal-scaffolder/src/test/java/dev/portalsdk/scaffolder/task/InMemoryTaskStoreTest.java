package dev.portalsdk.scaffolder.task;

import java.time.Clock;

class InMemoryTaskStoreTest extends TaskStoreTck {
    @Override
    protected TaskStore emptyStore(Clock time) {
        return TaskStore.inMemory(time);
    }
}
