extension APIAnswer {
    /// The same answer, held back for another time.
    func delayed(seconds: Double) -> APIAnswer {
        APIAnswer(
            status: status, reason: reason, headerFields: headerFields, body: body, delaySeconds: seconds,
            closesConnection: closesConnection)
    }
}
