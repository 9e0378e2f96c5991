package dev.customerprofiles.core.records;

import java.util.Optional;

public final class Templates {
    public Optional<Mapping> find(String id) {
        return Optional.empty();
    }
}
