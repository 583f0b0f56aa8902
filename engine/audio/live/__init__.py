"""Sound while it is being spoken: buffers, rates, echo. Nothing of Qt and of any SIP stack."""

#: All sound between a call and a headset has this rate, whatever the call's and the device's are.
CALL_RATE = 16_000
#: 20 ms, what calls carry, and 10 ms, what echo cancellation works on.
CALL_FRAME = CALL_RATE // 50
BLOCK = CALL_RATE // 100
