package dev.portalsdk.samples.portal.page;

import dev.portalsdk.catalog.Catalog;
import dev.portalsdk.catalog.LocationExistsException;
import dev.portalsdk.catalog.RegisteredLocation;
import dev.portalsdk.catalog.Registration;
import dev.portalsdk.catalog.store.StitchedEntity;
import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;
import dev.portalsdk.model.Diagnostic;
import dev.portalsdk.model.PortalException;
import dev.portalsdk.model.Severity;
import dev.portalsdk.model.Value;
import dev.portalsdk.samples.portal.web.Visit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where descriptors are read from, what is wrong there, and how more is registered. Safe for many threads. */
public final class LocationPages {
    private static final int MOST_FINDINGS = 200;

    private final Catalog catalog;
    private final Findings findings;
    private final Shell shell;

    public LocationPages(Catalog catalog, Findings findings, Shell shell) {
        this.catalog = catalog;
        this.findings = findings;
        this.shell = shell;
    }

    /** Answers {@code /locations}. */
    public Response show(Visit visit) {
        return page(visit, 200, "", Optional.empty());
    }

    private Response page(Visit visit, int status, String target, Optional<Model> result) {
        List<Diagnostic> wrong = findings.all();
        Map<String, Integer> bySource = new TreeMap<>();
        wrong.forEach(
                finding -> finding.location().ifPresent(place -> bySource.merge(place.source(), 1, Integer::sum)));
        Model model = Model.of("target", target)
                .put("result", result)
                .put("registered", Model.each(catalog.locations().list(), location -> registered(location, bySource)))
                .put("read", read(bySource))
                .put("total", wrong.size())
                .put("more", Math.max(0, wrong.size() - MOST_FINDINGS))
                .put("findings", Findings.models(wrong.subList(0, Math.min(MOST_FINDINGS, wrong.size()))));
        return shell.page(visit, status, Shell.Section.LOCATIONS, "Locations", "locations", model);
    }

    private static Model registered(RegisteredLocation location, Map<String, Integer> bySource) {
        String target = location.location().target();
        return Model.of("id", location.id())
                .put("target", target)
                .put("url", Links.outside(target))
                .put("faults", bySource.getOrDefault(target, 0));
    }

    /** Location entities: what the configuration names, what was registered, and what those lead to. */
    private List<Model> read(Map<String, Integer> bySource) {
        return catalog.queries().all("kind=location").stream()
                .map(entity -> Entities.link(entity.ref(), Optional.of(entity))
                        .put("title", title(entity))
                        .put("targets", listed(entity))
                        .put(
                                "faults",
                                entity.errors().size()
                                        + targets(entity.entity().spec()).stream()
                                                .mapToInt(target -> bySource.getOrDefault(target, 0))
                                                .sum()))
                .toList();
    }

    /** Of a location with one target that is its name: those that the catalog makes itself are called after a hash. */
    private static String title(StitchedEntity location) {
        List<String> targets = targets(location.entity().spec());
        return targets.size() == 1 && location.entity().metadata().title().isEmpty()
                ? targets.get(0)
                : Entities.title(location);
    }

    private static List<String> listed(StitchedEntity location) {
        List<String> targets = targets(location.entity().spec());
        return targets.size() == 1 && title(location).equals(targets.get(0)) ? List.of() : targets;
    }

    private static List<String> targets(Value.Obj spec) {
        return spec.string("target")
                .map(List::of)
                .orElseGet(() -> spec.arr("targets").map(Value.Arr::strings).orElse(List.of()));
    }

    /** Registers a URL, or only looks what that would bring. */
    public Response add(Visit visit) {
        String target = visit.field("target")
                .map(String::strip)
                .orElseThrow(() -> HttpException.input("Name the URL of a catalog-info.yaml."));
        boolean dryRun = visit.field("action").filter("check"::equals).isPresent();
        String location = "url:" + target;
        try {
            Registration registration = dryRun
                    ? catalog.locations().dryRun(location)
                    : catalog.locations().add(location);
            boolean broken = registration.findings().stream().anyMatch(finding -> finding.severity() == Severity.ERROR);
            if (!dryRun && !broken) {
                return Response.seeOther("/locations?notice=registered");
            }
            return page(visit, broken ? 422 : 200, target, Optional.of(result(registration, dryRun)));
        } catch (LocationExistsException e) {
            return page(visit, 409, target, Optional.of(problem("This location is registered already.")));
        } catch (PortalException | IllegalArgumentException e) {
            return page(visit, 422, target, Optional.of(problem(String.valueOf(e.getMessage()))));
        }
    }

    private static Model problem(String message) {
        return Model.of("problem", message);
    }

    private Model result(Registration registration, boolean dryRun) {
        return Model.of("entities", Entities.links(catalog, registration.entities()))
                .put("dryRun", dryRun)
                .put("existed", registration.existed())
                .put("findings", Findings.models(registration.findings()));
    }

    /** Takes a registered location away, and with it what only it gave. */
    public Response remove(Visit visit) {
        if (!catalog.locations().remove(visit.path("id"))) {
            throw HttpException.notFound("There is no such location.");
        }
        return Response.seeOther("/locations?notice=removed");
    }

    /** Reads all sources again. */
    public Response refresh(Visit visit) {
        catalog.refresh();
        catalog.settle();
        return Response.seeOther("/locations?notice=refreshed");
    }
}
