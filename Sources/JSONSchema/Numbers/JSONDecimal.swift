/// An exact decimal number of any size: `digits × 10^exponent`.
///
/// Kept without zeros at either end of the digits, so equal numbers are equal values however they were written.
package struct JSONDecimal: Sendable, Hashable {
    /// Zero is never negative.
    package let isNegative: Bool
    /// 0…9, most significant first; empty for zero.
    let digits: [UInt8]
    let exponent: Int

    /// Reads a number as JSON writes it, within the standard limits; nil for any other text.
    package init?(_ text: String) {
        var reader = JSONReader(bytes: Array(text.utf8), limits: .standard)
        guard (try? reader.readDocument()) != nil, reader.tape[0].kind == .number,
            reader.tape[0].start == 0, Int(reader.tape[0].end) == reader.bytes.count
        else { return nil }
        self.init(validated: reader.bytes[...])
    }

    /// Any machine integer, exactly.
    package init(_ integer: Int) {
        self.init(validated: Array(String(integer).utf8)[...])
    }

    /// The caller has made sure that the bytes are a number of JSON's grammar with a bounded exponent.
    init(validated text: ArraySlice<UInt8>) {
        var digits: [UInt8] = []
        var fractionDigits = 0
        var isFraction = false
        var position = text.startIndex
        let isNegative = text.first == ASCII.minus
        if isNegative { position += 1 }
        while position < text.endIndex {
            let byte = text[position]
            position += 1
            if ASCII.isDigit(byte) {
                digits.append(byte - ASCII.zero)
                if isFraction { fractionDigits += 1 }
            } else if byte == ASCII.dot {
                isFraction = true
            } else {
                break
            }
        }
        self.init(
            isNegative: isNegative, digits: digits,
            exponent: Self.exponent(text[min(position, text.endIndex)...]) - fractionDigits)
    }

    private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
        let trailingZeros = digits.reversed().prefix { $0 == 0 }.count
        self.digits = Array(digits.dropLast(trailingZeros).drop { $0 == 0 })
        self.exponent = self.digits.isEmpty ? 0 : exponent + trailingZeros
        self.isNegative = isNegative && !self.digits.isEmpty
    }

    private static func exponent(_ text: ArraySlice<UInt8>) -> Int {
        var value = 0
        for byte in text where ASCII.isDigit(byte) {
            value = value * 10 + Int(byte - ASCII.zero)
        }
        return text.first == ASCII.minus ? -value : value
    }

    /// True for 0, -0.0 and 0e5.
    package var isZero: Bool { digits.isEmpty }

    /// True for 3, 3.0 and 0.3e1.
    package var isWhole: Bool { exponent >= 0 }

    /// The number if it is whole and fits; nil otherwise.
    package var integer: Int? {
        guard isWhole, digits.count + exponent <= Self.digitsOfLargestInteger else { return nil }
        var value = 0
        for position in 0..<(digits.count + exponent) {
            let digit = position < digits.count ? Int(digits[position]) : 0
            let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
            // Counting downwards reaches Int.min, which has no positive counterpart.
            let (sum, overflowedAgain) = product.subtractingReportingOverflow(digit)
            if overflowed || overflowedAgain { return nil }
            value = sum
        }
        if isNegative { return value }
        return value == Int.min ? nil : -value
    }

    private static let digitsOfLargestInteger = 19
}

extension JSONDecimal: Comparable {
    package static func < (left: JSONDecimal, right: JSONDecimal) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private func isSmallerInMagnitude(than other: JSONDecimal) -> Bool {
        if isZero || other.isZero { return isZero && !other.isZero }
        let (size, otherSize) = (digits.count + exponent, other.digits.count + other.exponent)
        return size == otherSize ? digits.lexicographicallyPrecedes(other.digits) : size < otherSize
    }
}
