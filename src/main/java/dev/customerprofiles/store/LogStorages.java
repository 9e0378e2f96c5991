package dev.customerprofiles.store;

import dev.customerprofiles.core.state.Domain;

/** The storage of every domain's commit log. */
public interface LogStorages {

    LogStorage of(Domain domain);
}
