package dev.customerprofiles.doors.rest.dialect;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.configuration.MemorySize;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyReader;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Reads a body as JSON, checks it against the contract, and only then binds it. An empty body is an empty object. */
@Provider
@Consumes(MediaType.WILDCARD)
public class BodyReader implements ServerMessageBodyReader<RequestBody> {

    private final ObjectMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Inject
    Contract contract;

    @ConfigProperty(name = ServerRefusals.LIMIT)
    MemorySize limit;

    @Override
    public boolean isReadable(
            Class<?> type, Type genericType, ResteasyReactiveResourceInfo method, MediaType mediaType) {
        return RequestBody.class.isAssignableFrom(type);
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return RequestBody.class.isAssignableFrom(type);
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type, Type genericType, MediaType mediaType, ServerRequestContext context)
            throws IOException {
        Operation operation =
                contract.ofMethod(context.getResteasyReactiveResourceInfo().getName());
        return read(type, operation, context.getInputStream());
    }

    @Override
    public RequestBody readFrom(
            Class<RequestBody> type,
            Type genericType,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream body) {
        throw new IllegalStateException("bodies are read with the context of their request");
    }

    private RequestBody read(Class<RequestBody> type, Operation operation, InputStream body) throws IOException {
        JsonNode json;
        try {
            json = mapper.readTree(new LimitedBody(body, limit.asLongValue()));
        } catch (JsonProcessingException e) {
            throw ApiError.badRequest("The body is not valid JSON.");
        } catch (IOException e) {
            throw ApiError.badRequest("The body did not come to its end.");
        }
        if (json.isMissingNode()) {
            json = mapper.createObjectNode();
        }
        operation.checkBody(json);
        return mapper.treeToValue(operation.known(json), type);
    }
}
