/// Seconds since the first look at it, of a clock that goes on while the machine sleeps.
package enum MonotonicClock {
    private static let start = ContinuousClock.now

    package static var seconds: Double { (ContinuousClock.now - start) / .seconds(1) }
}
