import PhoenixModel

/// The way into one kind of guest.
protocol GuestWay: Sendable {
    /// Carries one call of the program to its end. A result says that the program itself ran; whatever kept it from that is a
    /// failure, `guestNotReady` above all.
    func carry(_ call: GuestCall, into guest: GuestReference) async throws(Failure) -> GuestCallResult
}
