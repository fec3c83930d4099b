/// Bounds within which a document is read, so that no bytes can exhaust time, stack or memory.
///
/// The values set here are for files written by people and small programs, with room to spare.
package struct JSONLimits: Sendable, Equatable {
    /// Largest size of a whole document; the largest hand-kept files are a hundred times smaller than 16 MiB.
    package var maximumBytes = 16 << 20

    /// Most arrays and objects inside one another; people stop at ten, and 128 lets callers walk a document
    /// recursively without fear for their stack.
    package var maximumDepth = 128

    /// Most values and keys; at 24 bytes each, a million keep the index within twice the size limit.
    package var maximumValues = 1_000_000

    /// Longest string or key as written between its quotes; an embedded script fits, a disk image does not.
    package var maximumStringBytes = 1 << 20

    /// Longest number as written; far more digits than anything measured has, and exact arithmetic on them is quick.
    package var maximumNumberBytes = 1_024

    /// Largest power of ten, in either direction, that an exponent may name and that the first digit may stand for then;
    /// binary floating point stops at 308.
    package var maximumExponent = 10_000

    /// Starts from the standard limits; any of them can be set afterwards.
    package init() {}

    /// For files written by people and small programs.
    package static let standard = JSONLimits()

    /// For texts whose length somebody else has bounded, such as answers of servers: one string may be nearly all of it.
    package static let ofBoundedText = {
        var limits = JSONLimits()
        limits.maximumBytes = .max
        limits.maximumStringBytes = .max
        limits.maximumValues = .max
        return limits
    }()

    /// Size that no setting can exceed: offsets are kept in 32 bits.
    static let addressableBytes = Int(UInt32.max) - 1

    /// Exponent that no setting can exceed: sums of exponents and digits stay far from overflowing.
    static let computableExponent = 1_000_000_000

    /// Depth that no setting can exceed: comparing and copying values calls itself once a level.
    static let walkableDepth = 1_024
}
