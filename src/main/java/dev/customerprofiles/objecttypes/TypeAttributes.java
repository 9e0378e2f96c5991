package dev.customerprofiles.objecttypes;

import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;

import dev.customerprofiles.core.identity.Normalisation;
import dev.customerprofiles.core.profiles.SourceObject;
import dev.customerprofiles.core.records.AttributeSample;
import dev.customerprofiles.core.state.Document;
import dev.customerprofiles.core.state.Domain;
import dev.customerprofiles.store.TypedDocuments;
import dev.customerprofiles.tenancy.TypeDirectory;

/** What the records of an object type hold, as its newest records tell. */
@ApplicationScoped
public class TypeAttributes {

    private final TypedDocuments documents;
    private final TypeDirectory types;
    private final Normalisation normalisation;
    private final ObjectTypeQuotas settings;

    TypeAttributes(
            TypedDocuments documents, TypeDirectory types, Normalisation normalisation, ObjectTypeQuotas settings) {
        this.documents = documents;
        this.types = types;
        this.normalisation = normalisation;
        this.settings = settings;
    }

    /** Empty where there is no such type. */
    public Uni<Optional<AttributeSample>> sample(Domain domain, String type) {
        return types.find(domain, type)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : documents
                                .newest(
                                        domain,
                                        found.get().storedAs(),
                                        settings.sampledRecords(),
                                        settings.sampledSize().asLongValue())
                                .emitOn(Infrastructure.getDefaultWorkerPool())
                                .map(newest -> Optional.of(sample(newest))));
    }

    private AttributeSample sample(List<Document> newest) {
        return new AttributeSample(
                newest.stream()
                        .map(document -> SourceObject.fromJson(document.body()).accumulated())
                        .toList(),
                normalisation);
    }
}
