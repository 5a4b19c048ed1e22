# Two ways into the same network: a link of each generation.

variable "vpc" {
  type = object({
    subnet_ids         = list(string)
    security_group_ids = list(string)
  })
  default = {
    subnet_ids         = ["subnet-0aaaaaaaaaaaaaaa1", "subnet-0aaaaaaaaaaaaaaa2"]
    security_group_ids = ["sg-0aaaaaaaaaaaaaaa1"]
  }
}

variable "listener_arn" {
  description = "Listener of the internal application load balancer"
  type        = string
  default     = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/internal/50dc6c495c0c9188/f2f7dc8efc522ab2"
}

resource "aws_lb" "network" {
  name               = "stock-internal"
  internal           = true
  load_balancer_type = "network"
  subnets            = var.vpc.subnet_ids
}

# HTTP APIs call the listener through the network interfaces of the link.
resource "aws_apigatewayv2_vpc_link" "http" {
  name               = "internal"
  subnet_ids         = var.vpc.subnet_ids
  security_group_ids = var.vpc.security_group_ids
}

resource "aws_apigatewayv2_api" "stock" {
  name          = "stock"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "stock" {
  api_id                 = aws_apigatewayv2_api.stock.id
  integration_type       = "HTTP_PROXY"
  integration_method     = "ANY"
  integration_uri        = var.listener_arn
  connection_type        = "VPC_LINK"
  connection_id          = aws_apigatewayv2_vpc_link.http.id
  payload_format_version = "1.0"

  request_parameters = {
    "overwrite:path" = "$request.path"
  }

  tls_config {
    server_name_to_verify = "stock.internal.example.com"
  }
}

resource "aws_apigatewayv2_route" "stock" {
  api_id    = aws_apigatewayv2_api.stock.id
  route_key = "ANY /stock/{proxy+}"
  target    = "integrations/${aws_apigatewayv2_integration.stock.id}"
}

resource "aws_apigatewayv2_stage" "stock" {
  api_id      = aws_apigatewayv2_api.stock.id
  name        = "$default"
  auto_deploy = true
}

# REST APIs name one network load balancer.
resource "aws_api_gateway_vpc_link" "rest" {
  name        = "internal-rest"
  target_arns = [aws_lb.network.arn]
}

resource "aws_api_gateway_rest_api" "prices" {
  name = "prices"
}

resource "aws_api_gateway_resource" "prices" {
  rest_api_id = aws_api_gateway_rest_api.prices.id
  parent_id   = aws_api_gateway_rest_api.prices.root_resource_id
  path_part   = "prices"
}

resource "aws_api_gateway_method" "prices" {
  rest_api_id   = aws_api_gateway_rest_api.prices.id
  resource_id   = aws_api_gateway_resource.prices.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "prices" {
  rest_api_id             = aws_api_gateway_rest_api.prices.id
  resource_id             = aws_api_gateway_resource.prices.id
  http_method             = aws_api_gateway_method.prices.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "http://${aws_lb.network.dns_name}:8080/prices"
  connection_type         = "VPC_LINK"
  connection_id           = "$${stageVariables.vpcLinkId}"
  timeout_milliseconds    = 5000
}

resource "aws_api_gateway_deployment" "prices" {
  rest_api_id = aws_api_gateway_rest_api.prices.id

  triggers = {
    redeployment = sha1(jsonencode([aws_api_gateway_integration.prices.uri]))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prices" {
  rest_api_id   = aws_api_gateway_rest_api.prices.id
  deployment_id = aws_api_gateway_deployment.prices.id
  stage_name    = "live"

  variables = {
    vpcLinkId = aws_api_gateway_vpc_link.rest.id
  }
}
