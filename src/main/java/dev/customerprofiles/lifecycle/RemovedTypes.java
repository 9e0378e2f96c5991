package dev.customerprofiles.lifecycle;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.TypeRemoval;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.store.TypedDocuments;

/** Removes what deleted object types have left. Whatever is still to come of such a type was committed before its deletion. */
@ApplicationScoped
class RemovedTypes implements Work {

    private final TypedDocuments documents;
    private final Decisions decisions;
    private final LifecycleSettings settings;

    RemovedTypes(TypedDocuments documents, Decisions decisions, LifecycleSettings settings) {
        this.documents = documents;
        this.decisions = decisions;
        this.settings = settings;
    }

    @Override
    public String name() {
        return TypeRemoval.WORK;
    }

    @Override
    public Uni<Step> next(Domain domain, ObjectNode state) {
        TypeRemoval removal = TypeRemoval.read(state);
        return documents
                .list(domain, removal.kind(), removal.type(), removal.after(), settings.stepSize())
                .map(found -> found.isEmpty() ? nothingLeft(removal) : step(removal, found));
    }

    private Step step(TypeRemoval removal, List<Document> found) {
        List<Ref> refs = found.stream().map(Document::ref).toList();
        return (view, now) -> {
            decisions.remove(view, removal, refs, now);
            return Optional.of(removal.after(found.get(found.size() - 1)).toJson());
        };
    }

    private static Step nothingLeft(TypeRemoval removal) {
        return (view, now) -> removal.kind() == Kind.OBJECT
                ? Optional.of(removal.ofEvents().toJson())
                : Optional.empty();
    }
}
