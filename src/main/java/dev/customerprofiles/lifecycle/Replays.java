package dev.customerprofiles.lifecycle;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;

import dev.customerprofiles.core.events.Decisions;
import dev.customerprofiles.core.events.TypeReplay;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.core.state.Kind;
import dev.customerprofiles.core.state.Ref;
import dev.customerprofiles.ingest.Writers;
import dev.customerprofiles.store.Configurations;
import dev.customerprofiles.store.TypedDocuments;
import dev.customerprofiles.tenancy.TypeDirectory;

/** Reads what is stored under an object type again, by the definition that the type has now. */
@ApplicationScoped
public class Replays implements Work {

    private final Writers writers;
    private final TypedDocuments documents;
    private final Configurations configurations;
    private final TypeDirectory types;
    private final Decisions decisions;
    private final LifecycleSettings settings;

    Replays(
            Writers writers,
            TypedDocuments documents,
            Configurations configurations,
            TypeDirectory types,
            Decisions decisions,
            LifecycleSettings settings) {
        this.writers = writers;
        this.documents = documents;
        this.configurations = configurations;
        this.types = types;
        this.decisions = decisions;
        this.settings = settings;
    }

    /** Begins a replay, or the one that runs once more; empty where there is no such type. */
    public Uni<Optional<TypeReplay.Progress>> begin(Domain domain, String type) {
        return types.storedAs(domain, type)
                .chain(storedAs -> documents.count(domain, Kind.OBJECT, storedAs))
                .chain(total -> writers.submit(
                        domain, (view, now) -> decisions.replaying().begin(view, type, total)))
                .chain(begun -> progress(domain, type));
    }

    /** How far the last replay of a type is; empty where there was none. */
    public Uni<Optional<TypeReplay.Progress>> progress(Domain domain, String type) {
        return configurations.get(domain, TypeReplay.progressRef(type).id()).map(found -> found.map(Document::body)
                .map(TypeReplay.Progress::read));
    }

    @Override
    public String name() {
        return TypeReplay.WORK;
    }

    @Override
    public Uni<Step> next(Domain domain, ObjectNode state) {
        TypeReplay replay = TypeReplay.read(state);
        return documents
                .list(domain, Kind.OBJECT, replay.storedAs(), replay.after(), settings.stepSize())
                .map(found -> {
                    List<Ref> refs = found.stream().map(Document::ref).toList();
                    return (view, now) -> decisions.replaying().step(view, replay, refs, now);
                });
    }
}
