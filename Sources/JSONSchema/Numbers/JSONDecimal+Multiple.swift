extension JSONDecimal {
    /// True when this number is a whole multiple of a divisor, without rounding anywhere.
    ///
    /// With `a·10^x` and `b·10^y`: when x < y, `a` would have to end in a zero, which it never does. Otherwise
    /// `a·10^(x-y)` must be divisible by `b`, so the twos and fives that the power of ten supplies are taken out of
    /// `b`, and what is left must divide `a`.
    func isMultiple(of divisor: JSONDecimal) -> Bool {
        if isZero { return true }
        if divisor.isZero { return false }
        let shift = exponent - divisor.exponent
        if shift < 0 { return false }
        var rest = DigitString(divisor.digits)
        rest.divide(by: 2, atMost: shift)
        rest.divide(by: 5, atMost: shift)
        return rest.divides(digits)
    }
}

/// A positive whole number as decimal digits, for the few divisions that exact multiples need.
private struct DigitString {
    private var digits: [UInt8]

    init(_ digits: [UInt8]) { self.digits = digits }

    /// Takes out a factor as long as it divides without remainder.
    mutating func divide(by factor: Int, atMost times: Int) {
        for _ in 0..<times {
            var quotient: [UInt8] = []
            var remainder = 0
            for digit in digits {
                let value = remainder * 10 + Int(digit)
                if !quotient.isEmpty || value >= factor { quotient.append(UInt8(value / factor)) }
                remainder = value % factor
            }
            guard remainder == 0 else { return }
            digits = quotient
        }
    }

    /// Long division that keeps only the remainder.
    func divides(_ dividend: [UInt8]) -> Bool {
        var remainder: [UInt8] = []
        for digit in dividend {
            if !remainder.isEmpty || digit != 0 { remainder.append(digit) }
            while isAtMost(remainder) { remainder = difference(remainder) }
        }
        return remainder.isEmpty
    }

    private func isAtMost(_ other: [UInt8]) -> Bool {
        digits.count == other.count ? !other.lexicographicallyPrecedes(digits) : digits.count < other.count
    }

    /// `other - self`, which the caller knows not to be negative.
    private func difference(_ other: [UInt8]) -> [UInt8] {
        var result = other
        var borrow = 0
        for position in 0..<result.count {
            let index = result.count - 1 - position
            let subtrahend = position < digits.count ? Int(digits[digits.count - 1 - position]) : 0
            var value = Int(result[index]) - subtrahend - borrow
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 10 }
            result[index] = UInt8(value)
        }
        return Array(result.drop { $0 == 0 })
    }
}
