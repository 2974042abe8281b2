/** What the APIs share: decisions about who may do what, audit events, the reading of parameters. Not for other modules. */
@NullMarked
package dev.portalsdk.http.internal;

import org.jspecify.annotations.NullMarked;
