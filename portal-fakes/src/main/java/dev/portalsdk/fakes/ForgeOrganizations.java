package dev.portalsdk.fakes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who belongs to which organization and team. */
final class ForgeOrganizations {
    private final Map<String, List<Member>> members = new ConcurrentHashMap<>();
    private final Map<String, List<Team>> teams = new ConcurrentHashMap<>();

    record Member(int id, String login, String name, String email) {}

    /** @param parent the slug of the team above it; empty for none */
    record Team(String slug, String parent, List<String> logins) {}

    void member(String organization, Member member) {
        List<Member> list = members.computeIfAbsent(key(organization), name -> new CopyOnWriteArrayList<>());
        list.removeIf(other -> other.login().equals(member.login()));
        list.add(member);
    }

    void team(String organization, Team team) {
        List<Team> list = teams.computeIfAbsent(key(organization), name -> new CopyOnWriteArrayList<>());
        list.removeIf(other -> other.slug().equals(team.slug()));
        list.add(team);
    }

    List<Member> members(String organization) {
        return members.getOrDefault(key(organization), List.of());
    }

    List<Team> teams(String organization) {
        return teams.getOrDefault(key(organization), List.of());
    }

    private static String key(String organization) {
        return organization.toLowerCase(Locale.ROOT);
    }
}
