package dev.customerprofiles.doors.amqp;

import java.util.Optional;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.proton.ProtonClientOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads the names that Quarkus has for the settings of an AMQP connection, so that nobody has to learn others. */
class BrokerConfiguration {

    @Produces
    @Singleton
    BrokerAddress brokerAddress(
            @ConfigProperty(name = "amqp-host", defaultValue = "localhost") String host,
            @ConfigProperty(name = "amqp-port", defaultValue = "5672") int port,
            @ConfigProperty(name = "amqp-username") Optional<String> username,
            @ConfigProperty(name = "amqp-password") Optional<String> password,
            @ConfigProperty(name = "amqp-use-ssl", defaultValue = "false") boolean tls,
            TlsConfigurationRegistry trust) {
        ProtonClientOptions options = new ProtonClientOptions().setSsl(tls);
        if (tls) {
            options.setHostnameVerificationAlgorithm("HTTPS");
            trust.getDefault().ifPresent(configuration -> TlsConfigUtils.configure(options, configuration));
        }
        return new BrokerAddress(host, port, username.orElse(null), password.orElse(null), options);
    }
}
