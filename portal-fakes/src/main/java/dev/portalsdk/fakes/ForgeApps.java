package dev.portalsdk.fakes;

import dev.portalsdk.model.Value;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What GitHub's API tells an app about itself (REST API reference, "Apps"). */
final class ForgeApps {
    private final ForgeState state;

    ForgeApps(ForgeState state) {
        this.state = state;
    }

    private Optional<ForgeApp> app(ForgeExchange exchange) throws IOException {
        Optional<ForgeApp> app =
                state.app().filter(known -> exchange.credentials().stream().anyMatch(known::isItself));
        if (app.isEmpty()) {
            exchange.fail(401, "A JSON web token could not be decoded");
        }
        return app;
    }

    void installation(ForgeExchange exchange, List<String> names) throws IOException {
        Optional<ForgeApp> app = app(exchange);
        if (app.isPresent()) {
            Optional<Integer> id = app.get().installation(names.get(0));
            if (id.isPresent()) {
                exchange.send(200, describe(id.get(), names.get(0)));
            } else {
                exchange.fail(404, "Not Found");
            }
        }
    }

    void installations(ForgeExchange exchange, List<String> names) throws IOException {
        Optional<ForgeApp> app = app(exchange);
        if (app.isPresent()) {
            List<Value> all = new ArrayList<>();
            for (String owner : app.get().owners()) {
                all.add(describe(all.size() + 1, owner));
            }
            exchange.send(200, Value.Arr.of(all));
        }
    }

    private static Value.Obj describe(int id, String owner) {
        return Value.Obj.of(
                "id",
                id,
                "account",
                Value.Obj.of("login", owner, "type", "Organization"),
                "suspended_at",
                Value.Null.NULL);
    }

    void token(ForgeExchange exchange, List<String> names) throws IOException {
        Optional<ForgeApp> app = app(exchange);
        if (app.isPresent()) {
            String expires = Instant.now()
                    .plus(1, ChronoUnit.HOURS)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            exchange.send(201, Value.Obj.of("token", app.get().lend(), "expires_at", expires));
        }
    }
}
