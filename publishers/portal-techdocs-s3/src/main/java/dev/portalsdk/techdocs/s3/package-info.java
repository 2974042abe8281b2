/**
 * Publishes documentation sites to Amazon S3, and to whatever speaks its protocol. A configuration asks for it with {@code
 * techdocs.publisher.type: awsS3}; in code start at {@link dev.portalsdk.techdocs.s3.S3ObjectStore}.
 */
@NullMarked
package dev.portalsdk.techdocs.s3;

import org.jspecify.annotations.NullMarked;
