"""By which words an order is found."""

from engine.directory.letters import digits_of, words_of
from engine.orders.model import Order

_LONGEST, _MOST = 40, 200
#: Numbers are asked for by these many last digits, too.
_ENDINGS = (4, 5, 6, 7)


def order_words(order: Order) -> frozenset[str]:
    """Of service, subscriber, answers and remark; and all numbers that it is about."""
    text = " ".join(
        (order.subscriber.name, order.service.name, *order.answers.values(), order.remark)
    )
    words = {word[:_LONGEST] for word in words_of(text)[:_MOST]}
    numbers = {order.subscriber.number, *(step.first for step in order.steps),
               *(step.second for step in order.steps)}  # fmt: skip
    for digits in map(digits_of, numbers):
        if digits:
            words |= {digits, *(digits[-length:] for length in _ENDINGS if length < len(digits))}
    return frozenset(words)
