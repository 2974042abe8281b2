package dev.portalsdk.catalog.store;

import java.util.Optional;

/**
 * What came of a {@link StitchClaim}.
 *
 * @param entity how it is to be shown; empty if it is not
 */
public record Stitched(StitchClaim claim, Optional<StitchedEntity> entity) {}
