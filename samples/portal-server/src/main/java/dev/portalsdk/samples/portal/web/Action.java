package dev.portalsdk.samples.portal.web;

import dev.portalsdk.http.exchange.HttpException;
import dev.portalsdk.http.exchange.Response;

/** What answers requests of one route. Called by many threads. */
@FunctionalInterface
public interface Action {
    /**
     * Answers a request.
     *
     * @throws HttpException to answer with another status; its message is shown
     */
    Response handle(Visit visit) throws Exception;
}
