/**
 * Signing in: as a guest while developing, with GitHub, or with any OpenID Connect provider, as {@code auth.providers} says. Who has signed in is an entity of kind User.
 */
@NullMarked
package dev.portalsdk.samples.portal.signin;

import org.jspecify.annotations.NullMarked;
