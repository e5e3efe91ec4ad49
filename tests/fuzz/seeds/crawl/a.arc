filedesc://a.arc 0.0.0.0 20080430204825 text/plain 20
1 0 InternetArchive

http://e.org/a b 1.2.3.4 20080430204826 text/html 110
HTTP/1.1 200 OK
Content-Type: text/html
Transfer-Encoding: chunked

1a
<html><body><p>One two.</p>
0


http://e.org/c 1.2.3.4 x y z
