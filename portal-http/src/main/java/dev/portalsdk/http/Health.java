package dev.portalsdk.http;

import dev.portalsdk.http.exchange.Request;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.http.exchange.Router;
import dev.portalsdk.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers those who start, stop and balance servers. They are strangers: they hear which check failed, the log says why. */
final class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);

    private final Map<String, ReadinessCheck> checks;

    Health(Map<String, ReadinessCheck> checks) {
        this.checks = new LinkedHashMap<>(checks);
    }

    // As Backstage rootHealthService.
    void addTo(Router.Builder router) {
        router.get("/.backstage/health/v1/liveness", request -> Response.ok().json(Value.Obj.of("status", "ok")))
                .get("/.backstage/health/v1/readiness", this::readiness);
    }

    private Response readiness(Request request) {
        Value.Obj.Builder results = Value.Obj.builder();
        boolean ready = true;
        for (Map.Entry<String, ReadinessCheck> check : checks.entrySet()) {
            boolean well = isWell(check.getKey(), check.getValue());
            results.put(check.getKey(), well ? "ok" : "failed");
            ready &= well;
        }
        return Response.status(ready ? 200 : 503)
                .json(Value.Obj.of("status", ready ? "ok" : "error", "checks", results.build()));
    }

    private static boolean isWell(String name, ReadinessCheck check) {
        try {
            check.check();
            return true;
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("The portal is not ready: {}", name, e);
            return false;
        }
    }
}
