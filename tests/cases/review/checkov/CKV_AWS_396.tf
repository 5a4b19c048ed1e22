# Whether private integrations of HTTP APIs use HTTPS.

resource "aws_apigatewayv2_api" "news" {
  name          = "news"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_vpc_link" "news" {
  name               = "news"
  subnet_ids         = ["subnet-0123456789abcdef0"]
  security_group_ids = ["sg-0123456789abcdef0"]
}

resource "aws_apigatewayv2_integration" "pass_tls" {
  api_id             = aws_apigatewayv2_api.news.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/news/0123456789abcdef/0123456789abcdef"
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.news.id

  tls_config {
    server_name_to_verify = "news.example.com"
  }
}

resource "aws_apigatewayv2_route" "pass_tls" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /pass_tls"
  target    = "integrations/${aws_apigatewayv2_integration.pass_tls.id}"
}

resource "aws_apigatewayv2_integration" "pass_internet" {
  api_id             = aws_apigatewayv2_api.news.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://news.example.com"
  connection_type    = "INTERNET"
}

resource "aws_apigatewayv2_route" "pass_internet" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /pass_internet"
  target    = "integrations/${aws_apigatewayv2_integration.pass_internet.id}"
}

resource "aws_apigatewayv2_integration" "pass_silent" {
  api_id             = aws_apigatewayv2_api.news.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "https://news.example.com"
}

resource "aws_apigatewayv2_route" "pass_silent" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /pass_silent"
  target    = "integrations/${aws_apigatewayv2_integration.pass_silent.id}"
}

resource "aws_apigatewayv2_integration" "fail_plain" {
  api_id             = aws_apigatewayv2_api.news.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/news/0123456789abcdef/0123456789abcdef"
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.news.id
}

resource "aws_apigatewayv2_route" "fail_plain" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /fail_plain"
  target    = "integrations/${aws_apigatewayv2_integration.fail_plain.id}"
}

resource "aws_apigatewayv2_integration" "fail_no_name" {
  api_id             = aws_apigatewayv2_api.news.id
  integration_type   = "HTTP_PROXY"
  integration_method = "GET"
  integration_uri    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/news/0123456789abcdef/0123456789abcdef"
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.news.id

  tls_config {
    server_name_to_verify = ""
  }
}

resource "aws_apigatewayv2_route" "fail_no_name" {
  api_id    = aws_apigatewayv2_api.news.id
  route_key = "GET /fail_no_name"
  target    = "integrations/${aws_apigatewayv2_integration.fail_no_name.id}"
}
