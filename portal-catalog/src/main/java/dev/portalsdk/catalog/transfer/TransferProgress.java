package dev.portalsdk.catalog.transfer;

/**
 * How far a transfer is.
 *
 * @param step what is being done
 * @param done how many entities or sources are done in this step
 * @param of how many there are; 0 if that is not known
 */
public record TransferProgress(Step step, int done, int of) {

    /** What is being done. A round copies, then compares; it is repeated as long as something is different. */
    public enum Step {
        /** The target is told what providers give. */
        PROVIDERS,
        /** Its work is answered with what is known in the source. */
        WORK,
        /** Both are compared. */
        COMPARING
    }
}
