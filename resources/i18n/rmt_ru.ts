<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru_RU" sourcelanguage="en_GB">
<context>
    <name>Asked</name>
    <message>
        <source>Answered to the IVR</source>
        <extracomment>The operator has seen it and gone on, or wanted to.</extracomment>
        <translation>Абонент уже ответил автоинформатору</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Нет</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Да</translation>
    </message>
    <message>
        <source>required</source>
        <translation>обязательно</translation>
    </message>
</context>
<context>
    <name>DraftKeeper</name>
    <message>
        <source>The draft is not saved yet: {reason} It is tried again.</source>
        <extracomment>So long after the last change; milliseconds. What is not saved yet.</extracomment>
        <translation>Черновик ещё не сохранён: {reason} Пробуем снова.</translation>
    </message>
    <message>
        <source>The draft is saved</source>
        <translation>Черновик сохранён</translation>
    </message>
</context>
<context>
    <name>FormView</name>
    <message>
        <source>Alt+←: answers are kept</source>
        <translation>Alt+←: ответы сохранятся</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Break off</source>
        <translation>Прервать</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Бланк</translation>
    </message>
    <message>
        <source>Go on (Ctrl+Enter)</source>
        <translation>Дальше (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Далее</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Страница {number} из {count}</translation>
    </message>
    <message>
        <source>Save what is answered so far</source>
        <translation>Сохранить ответы, какие уже есть</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>&amp;Quantity</source>
        <translation>&amp;Количество</translation>
    </message>
    <message>
        <source>&amp;Remark</source>
        <translation>&amp;Примечание</translation>
    </message>
    <message>
        <source>&amp;Service</source>
        <translation>&amp;Услуга</translation>
    </message>
    <message>
        <source>&amp;Take the order</source>
        <translation>П&amp;ринять заказ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Esc: what is filled in is kept as a draft</source>
        <translation>Esc: заполненное сохранится черновиком</translation>
    </message>
    <message>
        <source>New order</source>
        <extracomment>After the last key; the billing tables are not asked for each of them. Milliseconds.</extracomment>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>Subscriber&apos;s &amp;number</source>
        <translation>&amp;Номер абонента</translation>
    </message>
    <message>
        <source>Subscriber&apos;s n&amp;ame</source>
        <translation>&amp;Имя абонента</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>Orders</source>
        <translation>Заказы</translation>
    </message>
</context>
<context>
    <name>OrderListPart</name>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполненные</translation>
    </message>
    <message>
        <source>My open ones</source>
        <translation>Мои открытые</translation>
    </message>
    <message>
        <source>Name, number, service (Ctrl+F)</source>
        <translation>Имя, номер, услуга (Ctrl+F)</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>Open ones of the office</source>
        <translation>Все открытые</translation>
    </message>
    <message>
        <source>Search orders</source>
        <translation>Поиск заказов</translation>
    </message>
    <message>
        <source>Which orders</source>
        <translation>Какие заказы</translation>
    </message>
</context>
<context>
    <name>OrderView</name>
    <message>
        <source>&amp;Accept</source>
        <translation>&amp;Оформить</translation>
    </message>
    <message>
        <source>&amp;Complete and charge</source>
        <translation>&amp;Выполнен, начислить</translation>
    </message>
    <message>
        <source>&amp;Print…</source>
        <translation>&amp;Печать…</translation>
    </message>
    <message>
        <source>Cancel the order…</source>
        <translation>Отменить заказ…</translation>
    </message>
    <message>
        <source>Cannot be done…</source>
        <translation>Выполнить нельзя…</translation>
    </message>
    <message>
        <source>Carried out by</source>
        <translation>Выполняет</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Номер</translation>
    </message>
    <message>
        <source>Order № {number}: {service}</source>
        <translation>Заказ № {number}: {service}</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Причина</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Примечание</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Шаги</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>Take &amp;up again</source>
        <translation>Вернуть в &amp;работу</translation>
    </message>
    <message>
        <source>Taken by</source>
        <translation>Принят</translation>
    </message>
    <message>
        <source>The subscriber agrees to the price</source>
        <translation>Абонент согласен с ценой</translation>
    </message>
</context>
<context>
    <name>OrdersPanel</name>
    <message>
        <source>Accept</source>
        <translation>Согласен</translation>
    </message>
    <message>
        <source>Call all the same</source>
        <translation>Всё равно позвонить</translation>
    </message>
    <message>
        <source>Choose one on the left, or take a new one.</source>
        <translation>Выберите заказ слева или примите новый.</translation>
    </message>
    <message>
        <source>It is no hour to ring there</source>
        <translation>Там сейчас не время для звонков</translation>
    </message>
    <message>
        <source>New order</source>
        <translation>Новый заказ</translation>
    </message>
    <message>
        <source>No order is chosen</source>
        <extracomment>Counts what was asked for: an answer that comes too late is dropped. Counts subscribers, and whose form of which service is open.</extracomment>
        <translation>Заказ не выбран</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Цена</translation>
    </message>
    <message>
        <source>The catalogue is empty: an administrator imports one.</source>
        <translation>Каталог услуг пуст: его загружает администратор.</translation>
    </message>
    <message>
        <source>This is the catalogue&apos;s own price: {reason}</source>
        <translation>Это цена из каталога: {reason}</translation>
    </message>
    <message>
        <source>order-{number}.pdf</source>
        <translation>заказ-{number}.pdf</translation>
    </message>
    <message>
        <source>{number}: {zone}, one may ring from {time} on</source>
        <translation>{number}: {zone}, звонить можно с {time}</translation>
    </message>
    <message>
        <source>{price}. Does the subscriber agree?</source>
        <translation>{price}. Абонент согласен?</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>&amp;Причина</translation>
    </message>
    <message>
        <source>Cancel the order</source>
        <translation>Отменить заказ</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Не выполнять</translation>
    </message>
    <message>
        <source>Say why: the subscriber will ask.</source>
        <translation>Укажите причину: абонент о ней спросит.</translation>
    </message>
    <message>
        <source>The order cannot be done</source>
        <translation>Заказ выполнить нельзя</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Call at</source>
        <translation>Позвонить в</translation>
    </message>
    <message>
        <source>Call now</source>
        <translation>Позвонить сейчас</translation>
    </message>
    <message>
        <source>Do not call</source>
        <translation>Не звонить</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Выполнено</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Не удалось</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>Не нужно</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Вернуть</translation>
    </message>
    <message>
        <source>When to call</source>
        <translation>Когда позвонить</translation>
    </message>
</context>
<context>
    <name>orders</name>
    <message>
        <source>Cost</source>
        <translation>Стоимость</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Услуга</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Subscriber</source>
        <translation>Абонент</translation>
    </message>
    <message>
        <source>They talk since {time}</source>
        <translation>Говорят с {time}</translation>
    </message>
    <message>
        <source>call at once</source>
        <translation>позвонить сразу</translation>
    </message>
    <message>
        <source>call at {time}</source>
        <translation>позвонить в {time}</translation>
    </message>
    <message>
        <source>charged {amount}</source>
        <translation>начислено {amount}</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>соединены</translation>
    </message>
    <message>
        <source>ordered</source>
        <translation>заказ принят</translation>
    </message>
    <message>
        <source>price {price}</source>
        <translation>цена {price}</translation>
    </message>
    <message>
        <source>step {number}: {what}</source>
        <translation>шаг {number}: {what}</translation>
    </message>
    <message>
        <source>system</source>
        <translation>система</translation>
    </message>
    <message>
        <source>to be broken off</source>
        <translation>прервать</translation>
    </message>
    <message>
        <source>№</source>
        <translation>№</translation>
    </message>
</context>
</TS>
