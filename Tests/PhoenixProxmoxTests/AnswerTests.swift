import Foundation
import PhoenixProxmox
import Testing

@Suite("Answers of Proxmox's API")
struct AnswerTests {
    private struct Guest: Decodable, Sendable, Equatable {
        let vmid: LenientInteger
        let template: LenientFlag?
        let memory: LenientText?
    }

    @Test(
        "Numbers and switches are read in every shape that versions write",
        arguments: [
            #"{"vmid":"101","template":1,"memory":"512"}"#, #"{"vmid":101,"template":"1","memory":512}"#,
            #"{"vmid":101.0,"template":true,"memory":"512","more":[]}"#,
        ])
    func shapes(text: String) throws {
        let answer = ProxmoxAnswer(status: 200, reason: "OK", body: Data(#"{"data":\#(text),"total":1}"#.utf8))
        let guest = try answer.value(of: Endpoint<Guest>(.get, "/x"))
        #expect(guest == Guest(vmid: LenientInteger(101), template: LenientFlag(true), memory: LenientText("512")))
    }

    @Test("What is no number is not taken for one", arguments: [#""1x""#, "1.5", "null", "[]"])
    func noNumber(text: String) {
        let answer = ProxmoxAnswer(status: 200, reason: "OK", body: Data(#"{"data":{"vmid":\#(text)}}"#.utf8))
        #expect(throws: ProxmoxError.self) { try answer.value(of: Endpoint<Guest>(.get, "/x")) }
    }

    @Test("A call that says no more than that it is done")
    func nothing() throws {
        let answer = ProxmoxAnswer(status: 200, reason: "OK", body: Data(#"{"data":null}"#.utf8))
        _ = try answer.value(of: Endpoint<NoAnswer>(.put, "/x"))
    }

    @Test("Bytes that are no answer are told apart from a refusal", arguments: ["", "<html>", #"{"data":"#, "[]"])
    func garbage(text: String) {
        let answer = ProxmoxAnswer(status: 200, reason: "OK", body: Data(text.utf8))
        #expect {
            try answer.value(of: Endpoint<LenientInteger>(.get, "/x"))
        } throws: { error in
            if case ProxmoxError.unreadable = error { true } else { false }
        }
    }

    @Test("A refusal's message comes from the body, else from the reason phrase, else from the status")
    func message() {
        let body = Data(#"{"data":null,"message":"CT 301 not running\n"}"#.utf8)
        #expect(Refusal(ProxmoxAnswer(status: 500, reason: "", body: body)).message == "CT 301 not running")
        #expect(Refusal(ProxmoxAnswer(status: 401, reason: "No ticket", body: Data())).message == "No ticket")
        #expect(Refusal(ProxmoxAnswer(status: 596, reason: "", body: Data())).message == "status 596")
    }

    @Test("What is wrong with parameters is said by name, on one line")
    func parameters() {
        let body = Data(
            #"{"errors":{"net0":"invalid format - format error\nnet0.brigde: unknown\n","a":"missing"},"message":"Parameter verification failed.\n","data":null}"#
                .utf8)
        let refusal = Refusal(ProxmoxAnswer(status: 400, reason: "Parameter verification failed.", body: body))
        #expect(refusal.text == "a: missing; net0: invalid format - format error, net0.brigde: unknown")
    }
}
