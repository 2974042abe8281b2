package dev.portalsdk.integration;

import java.util.Map;
import java.util.Optional;

/**
 * The addresses at which a host gives files, versions and archives. Nothing here sends a request; the reader does, with the
 * credential as {@code Authorization: Bearer}.
 */
public interface ScmApi {
    /**
     * A request that reads.
     *
     * @param headers such as {@code Accept}; no credentials
     */
    record Request(String url, Map<String, String> headers) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * The bytes of a file.
     *
     * @param place has a path
     * @param withToken whether the request will carry a credential
     */
    Request file(ScmUrl place, boolean withToken);

    /** The commit that a branch, tag or commit names now; of the default branch if the place names none. */
    Request commit(ScmUrl place);

    /** The id of the commit in the answer to {@link #commit}; empty if the answer cannot be understood. */
    Optional<String> commitId(String answer);

    /**
     * All files of a commit, as a gzipped tar with one directory around everything.
     *
     * @param withToken whether the request will carry a credential
     * @return empty if the tree had better be read through Git
     */
    Optional<Request> archive(ScmUrl place, String commitId, boolean withToken);
}
