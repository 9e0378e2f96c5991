package dev.customerprofiles.packaged;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What goes wrong with services and their servers, and comes right again by itself. */
final class Faults implements AutoCloseable {

    private final Random random;
    private final int pauseSeconds;
    private final Instances instances;
    private final List<ServiceProcess> services = new ArrayList<>();
    private final RealServer documents;
    private final RealServer broker;

    private volatile List<String> addresses = List.of();

    /**
     * @param tools        folder of the servers' scripts
     * @param pauseSeconds how long whoever is stopped stands still
     */
    Faults(Path tools, Random random, int pauseSeconds, int count, Instances instances) throws IOException {
        this.documents =
                new RealServer(tools.resolve("document-server"), home("DOCUMENT_SERVER_HOME", "document-server"));
        this.broker = new RealServer(tools.resolve("broker"), home("BROKER_HOME", "broker"));
        this.random = random;
        this.pauseSeconds = pauseSeconds;
        this.instances = instances;
        for (int i = 0; i < count; i++) {
            services.add(instances.start());
        }
        allReady();
    }

    /** Starts another instance of the service. */
    interface Instances {
        ServiceProcess start() throws IOException;
    }

    enum Fault {
        SERVICE_IS_KILLED,
        SERVICE_STANDS_STILL,
        BROKER_IS_KILLED,
        BROKER_STANDS_STILL,
        DOCUMENT_SERVER_IS_KILLED,
        DOCUMENT_SERVER_STANDS_STILL,
        BOTH_SERVERS_ARE_KILLED;

        /** Whether events come in that nobody can finish. */
        boolean holdsEvents() {
            return this == DOCUMENT_SERVER_IS_KILLED || this == DOCUMENT_SERVER_STANDS_STILL;
        }
    }

    /** Each kind in turn, then others at random. */
    List<Fault> inTurnThenAtRandom(int count) {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        while (faults.size() < count) {
            faults.add(Fault.values()[random.nextInt(Fault.values().length)]);
        }
        return faults;
    }

    /**
     * Returns when all services are ready again.
     *
     * @param meanwhile what is waited for before it comes right
     */
    void letHappen(Fault fault, Runnable meanwhile) throws Exception {
        int victim = random.nextInt(services.size());
        switch (fault) {
            case SERVICE_IS_KILLED -> {
                services.get(victim).kill();
                meanwhile.run();
                services.set(victim, instances.start());
            }
            case SERVICE_STANDS_STILL -> {
                services.get(victim).pause();
                try {
                    meanwhile.run();
                    TimeUnit.SECONDS.sleep(pauseSeconds);
                } finally {
                    services.get(victim).resume();
                }
            }
            case BROKER_IS_KILLED -> restart(meanwhile, broker);
            case BROKER_STANDS_STILL -> standStill(meanwhile, broker);
            case DOCUMENT_SERVER_IS_KILLED -> restart(meanwhile, documents);
            case DOCUMENT_SERVER_STANDS_STILL -> standStill(meanwhile, documents);
            case BOTH_SERVERS_ARE_KILLED -> restart(meanwhile, documents, broker);
        }
        allReady();
    }

    /** Where the services were when all were ready. */
    List<String> addresses() {
        return addresses;
    }

    /** Of those instances that are there; what others counted that were killed is gone. */
    double counted(String metric) {
        return services.stream().mapToDouble(service -> service.counted(metric)).sum();
    }

    private void allReady() {
        addresses = services.stream().map(ServiceProcess::url).toList();
    }

    private static void restart(Runnable meanwhile, RealServer... servers) throws Exception {
        for (RealServer server : servers) {
            server.crash();
        }
        try {
            meanwhile.run();
        } finally {
            for (RealServer server : servers) {
                server.start();
            }
        }
    }

    private void standStill(Runnable meanwhile, RealServer server) throws Exception {
        server.pause();
        try {
            meanwhile.run();
            TimeUnit.SECONDS.sleep(pauseSeconds);
        } finally {
            server.resume();
        }
    }

    private static Path home(String variable, String name) {
        String home = System.getenv(variable);
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return home != null ? Path.of(home) : Path.of(cache, "customer-profiles", name);
    }

    @Override
    public void close() {
        services.forEach(ServiceProcess::close);
    }
}
